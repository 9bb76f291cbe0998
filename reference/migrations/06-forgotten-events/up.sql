-- Old events are forgotten, and the properties with them that nothing shows any more: what else shows
-- them is asked for each, however many events there are.

CREATE INDEX events_by_properties ON events (property_data_id)
    WHERE property_data_id IS NOT NULL;
CREATE INDEX resources_by_properties ON resources (property_data_id)
    WHERE property_data_id IS NOT NULL;
