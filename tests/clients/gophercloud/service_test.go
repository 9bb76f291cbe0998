// The service itself: its versions, its build, and who may use it.
package gophercloud_test

import (
	"testing"

	"github.com/gophercloud/gophercloud"
	"github.com/gophercloud/gophercloud/openstack"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/apiversions"
	"github.com/gophercloud/gophercloud/openstack/orchestration/v1/buildinfo"
)

func TestVersions(t *testing.T) {
	page, err := apiversions.ListVersions(heat(t, "demo")).AllPages()
	check(t, err)
	versions, err := apiversions.ExtractAPIVersions(page)
	check(t, err)
	equal(t, "the number of versions", len(versions), 1)
	equal(t, "the version", versions[0].ID, "v1.0")
	equal(t, "its status", versions[0].Status, "CURRENT")
}

func TestBuildInfo(t *testing.T) {
	build, err := buildinfo.Get(heat(t, "demo")).Extract()
	check(t, err)
	if build.API.Revision == "" || build.Engine.Revision == "" {
		t.Errorf("the build is %v", build)
	}
}

func TestWrongPassword(t *testing.T) {
	cloud := clouds.Clouds["demo"].Auth
	_, err := openstack.AuthenticatedClient(gophercloud.AuthOptions{
		IdentityEndpoint: cloud.AuthURL, Username: cloud.Username, Password: "wrong",
		TenantName: cloud.ProjectName, DomainName: "Default",
	})
	if _, refused := err.(gophercloud.ErrDefault401); !refused {
		t.Errorf("a wrong password gives %T: %v", err, err)
	}
}

func TestTokenThatIsUnknown(t *testing.T) {
	client := heat(t, "demo")
	client.ProviderClient.ReauthFunc = nil
	client.ProviderClient.SetToken("unknown")
	err := buildinfo.Get(client).Err
	if _, refused := err.(gophercloud.ErrDefault401); !refused {
		t.Errorf("an unknown token gives %T: %v", err, err)
	}
}
